// The entry point of the action: finds a Python interpreter and runs hygiene with it.
//
// The workspace and the runner's temporary folder may hold files that strangers wrote, such as the checkout of a pull
// request or an unpacked artifact. Nothing from there is executed, imported or read as configuration on the way to
// hygiene. Why this is JavaScript: docs/decisions/0015-javascript-entry.md.
"use strict";

const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const BUNDLE = path.resolve(__dirname, "../../dist/lib");
// Without a bundle, hygiene itself is imported from the folders of the repository.
const SOURCES = [path.resolve(__dirname, "../../generated"), path.resolve(__dirname, "../..")];
const PYTHONS = ["3.11", "3.12", "3.13", "3.14"];
const SUPPORTED = `Python ${PYTHONS[0]} to ${PYTHONS.at(-1)}`;
const MANAGED = "3.13"; // what uv installs on a machine that has none of them
const [USAGE, UNAVAILABLE] = [2, 6]; // docs/reference/exit-codes.md
const SETUP_HINT = "Put a step with actions/setup-python before this one.";
const RELEASE_HINT = "A release of the action needs no package index.";
const PROBE_TIMEOUT_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const EXE = process.platform === "win32" ? ".exe" : "";

const workspace = process.env.GITHUB_WORKSPACE || process.cwd();
const temporary = process.env.RUNNER_TEMP || os.tmpdir();
const untrusted = [workspace, temporary].map((folder) => resolved(folder) ?? path.resolve(folder));
// The working folder of everything that is started here: version managers and installers look for their configuration
// in the working folder and above it. HYGIENE_WORKING_DIRECTORY is where relative paths start for hygiene.
const cwd = __dirname;
// Where packages are installed without a bundle. Its name is new, so nobody can have put a file into it.
let installed;

/** The path without symbolic links, or undefined when nothing is there. */
function resolved(place) {
  try {
    return fs.realpathSync.native(place);
  } catch {
    return undefined;
  }
}

/** Whether something exists at an absolute path outside the folders that strangers may have written to. */
function trusted(place) {
  const found = path.isAbsolute(place) ? resolved(place) : undefined;
  return found !== undefined && !untrusted.some((folder) => found === folder || found.startsWith(folder + path.sep));
}

/** The variables of this step that do not match, with only trusted entries in those that name places of code. */
function environment(without) {
  const places = /^(PATH|LD_(LIBRARY_PATH|PRELOAD|AUDIT)|DYLD_\w+|GCONV_PATH|OPENSSL_(CONF|ENGINES|MODULES))$/i;
  const kept = Object.entries(process.env).filter(([name]) => !without.test(name));
  const checked = (value) => value.split(path.delimiter).filter(trusted).join(path.delimiter);
  const cleaned = kept.map(([name, value]) => [name, places.test(name) ? checked(value) : value]);
  return Object.fromEntries(cleaned.filter(([name, value]) => value || !places.test(name)));
}

// What installers may be given by name: where the package index is. Other settings, such as a constraints file with a
// relative path, are meant for what the job itself installs.
const INSTALLER = /^(PIP|UV)_/i;
const INDEX = /^(PIP|UV)_\w*(INDEX|HOST|CERT|PROXY|HTTP|TLS|RETRIES|TIMEOUT|NO_CACHE)/i;

/** The variables for programs that need no secret, without those that lead to an untrusted file. */
function bare() {
  const kept = environment(/^(GITHUB_|GH_|INPUT_|HYGIENE_|ACTIONS_|PYTHON|NODE_|VIRTUAL_ENV)/i);
  const harmless = (place) => !path.isAbsolute(place) || trusted(place) || !resolved(place);
  const wanted = ([name, value]) =>
    harmless(value) && (!INSTALLER.test(name) || INDEX.test(name) || path.isAbsolute(value));
  return Object.fromEntries(Object.entries(kept).filter(wanted));
}

/** The variables for hygiene: each input becomes the variable of the option with the same name. */
function forHygiene() {
  const own = /^(GITHUB_|GH_|HYGIENE_|RUNNER_TEMP$|SSL_CERT_)/i;
  const named = Object.entries(environment(/^(INPUT_|ACTIONS_|PYTHON|NODE_)/i)).filter(([name]) => own.test(name));
  const variables = { ...bare(), ...Object.fromEntries(named) };
  for (const [name, value] of Object.entries(process.env)) {
    const input = /^INPUT_(.+)$/.exec(name)?.[1].replace(/[- ]/g, "_");
    if (input && value && !["TOKEN", "COMMAND", "ARGS"].includes(input)) variables[`HYGIENE_${input}`] = value;
  }
  if (process.env.INPUT_TOKEN) variables.GITHUB_TOKEN = process.env.INPUT_TOKEN;
  variables.HYGIENE_WORKING_DIRECTORY = workspace;
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = process.env;
  if (repository && ref) variables.HYGIENE_ORIGIN = `${server}/${repository}@${ref}`;
  return variables;
}

/** The trusted folders of PATH, then those of the Pythons that the runner keeps for actions/setup-python. */
function searched() {
  const entries = (folder) => fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const below = (folder) => (trusted(folder) ? entries(folder).map((entry) => path.join(folder, entry.name)) : []);
  const versions = below(path.join(process.env.RUNNER_TOOL_CACHE || "", "Python"));
  const cached = versions.flatMap(below).flatMap((folder) => [folder, path.join(folder, "bin")]);
  return [...(process.env.PATH || "").split(path.delimiter), ...cached].filter(trusted);
}

/** Absolute paths of the programs with one of the names, each program once. */
function* programs(...names) {
  const seen = new Set();
  for (const folder of searched()) {
    for (const file of names.map((name) => path.join(folder, name + EXE)).filter(trusted)) {
      if (!seen.has(resolved(file))) yield file;
      seen.add(resolved(file));
    }
  }
}

// -I: no variable, working folder or user folder adds to the import path. -S: no site-packages, no .pth file and no
// sitecustomize either. -B: nothing is written.
const ISOLATED = ["-I", "-S", "-B"];
const PROBE = `
import sys, _imp
machine = __import__("posix").uname().machine if sys.platform == "darwin" else ""
version = "%d.%d" % sys.version_info[:2]
print(sys.executable, sys.implementation.name, version, machine, *_imp.extension_suffixes(), sep="\\n")
`;

/** An interpreter's own path, whether hygiene supports it, and whether the bundle has its modules. */
function probe(file) {
  const options = { cwd, env: bare(), encoding: "utf8", timeout: PROBE_TIMEOUT_MS, windowsHide: true };
  const done = spawnSync(file, [...ISOLATED, "-c", PROBE], { ...options, stdio: ["ignore", "pipe", "ignore"] });
  if (done.status !== 0) return undefined;
  const [executable, implementation, version, machine, ...suffixes] = done.stdout.trimEnd().split(/\r?\n/);
  if (!trusted(executable)) return undefined;
  const present = (suffix) => fs.existsSync(path.join(BUNDLE, "pydantic_core", `_pydantic_core${suffix}`));
  // Modules for Intel and for Apple silicon have the same names. The bundle has those for Apple silicon.
  const bundled = suffixes.some(present) && ["", "arm64"].includes(machine);
  return { executable, bundled, supported: implementation === "cpython" && PYTHONS.includes(version) };
}

/**
 * The same from the name and the place of a program, without starting it. Undefined where those do not tell, as for a
 * script of a version manager. start.py checks whether it is true.
 */
function recognized(file) {
  const executable = resolved(file);
  const version = /^python(3\.\d+)$/.exec(path.basename(executable))?.[1];
  const machine = { x64: "x86_64", arm64: "aarch64" }[process.arch];
  if (process.platform !== "linux" || !PYTHONS.includes(version) || !machine) return undefined;
  const suffix = `.cpython-${version.replace(".", "")}-${machine}-linux-gnu.so`;
  const standardLibrary = path.join(path.dirname(executable), "../lib", `python${version}`, "os.py");
  const expected = [standardLibrary, path.join(BUNDLE, "pydantic_core", `_pydantic_core${suffix}`)];
  if (!expected.every(fs.existsSync) || !isElf(executable)) return undefined;
  return { executable, bundled: true, supported: true, suffix };
}

/** Whether a file is a program for Linux and no script. */
function isElf(file) {
  const [start, fd] = [Buffer.alloc(4), fs.openSync(file)];
  fs.readSync(fd, start);
  fs.closeSync(fd);
  return start.equals(Buffer.from("\x7fELF", "latin1"));
}

/** The interpreters on this machine, up to the first that the bundle has modules for. */
function interpreters(probed) {
  const found = [];
  for (const file of programs("python3", "python", ...PYTHONS.map((version) => `python${version}`))) {
    const python = (probed ? undefined : recognized(file)) ?? probe(file);
    if (python) found.push(python);
    if (python?.bundled) break;
  }
  return found;
}

/** Run a program that needs no secret, and return whether it succeeded. */
function succeeds(program, words, output = [1, 2]) {
  const env = { ...bare(), PIP_ROOT_USER_ACTION: "ignore" };
  return spawnSync(program, words, { cwd, env, stdio: ["ignore", ...output], windowsHide: true }).status === 0;
}

/** Install what hygiene imports, each file checked by its hash. The interpreter, and the folders to import from. */
function install(found) {
  const supported = found.find((python) => python.supported);
  let reason = supported ? `the release has no files for ${supported.executable}` : `this machine has no ${SUPPORTED}`;
  if (!fs.existsSync(BUNDLE)) reason = "this is no release: it has no dist folder";
  command("notice", `The packages that hygiene needs are installed from the package index with uv, because ${reason}.`);
  installed = fs.mkdtempSync(path.join(temporary, "hygiene-"));
  const hashed = (file) => ["--no-deps", "--require-hashes", "--requirement", path.join(__dirname, file)];
  // The pinned version of uv, installed with the pip of any interpreter; without one, a uv that the machine has.
  const hasPip = ({ executable }) => succeeds(executable, ["-I", "-c", "import pip"], ["ignore", "ignore"]);
  const withPip = found.filter(hasPip);
  const pip = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
  const own = [...pip, "--target", path.join(installed, "uv"), ...hashed("uv.txt")];
  const pinned = withPip.some((python) => succeeds(python.executable, own));
  const uv = pinned ? path.join(installed, "uv", "bin", `uv${EXE}`) : programs("uv").next().value;
  if (!uv && !withPip.length) return fail(USAGE, `This machine has neither pip nor uv. ${SETUP_HINT}`);
  if (!uv) return fail(UNAVAILABLE, `uv could not be installed. ${RELEASE_HINT}`);
  const venv = path.join(installed, "python");
  const managed = ["venv", "--quiet", "--no-config", "--no-project", "--managed-python", "--python", MANAGED, venv];
  if (!supported && !succeeds(uv, managed)) {
    return fail(UNAVAILABLE, `Python ${MANAGED} could not be installed. ${SETUP_HINT}`);
  }
  const python = supported?.executable ?? path.join(venv, ...(EXE ? ["Scripts", "python.exe"] : ["bin", "python"]));
  const lib = path.join(installed, "lib");
  const where = ["pip", "install", "--quiet", "--no-config", "--no-build", "--python", python, "--target", lib];
  if (!succeeds(uv, [...where, ...hashed("requirements.txt")])) {
    return fail(UNAVAILABLE, `The packages could not be installed. ${RELEASE_HINT}`);
  }
  return { python, folders: [lib, ...SOURCES] };
}

/** Print a workflow command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function command(name, text) {
  const escaped = text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  fs.writeSync(1, `::${name}${name === "debug" ? "" : " title=hygiene"}::${escaped}\n`);
}

function fail(code, text) {
  command("error", text);
  finish(code);
}

function finish(code) {
  process.exitCode = code;
  try {
    if (installed) fs.rmSync(installed, { recursive: true });
  } catch {
    // A file that is still open cannot be removed on Windows. The runner empties its temporary folder after the job.
  }
}

/**
 * Run hygiene and end as it ends. To cancel a step, the runner sends SIGINT and then SIGTERM to this process alone.
 *
 * An interpreter that was only recognized gets the suffix that it is expected to have, and a pipe through which start.py
 * confirms it. Without a confirmation hygiene has not started, and `otherwise` is called.
 */
function run(python, folders, suffix = "", otherwise) {
  command("debug", `${python} runs hygiene from ${folders.join(" and ")}`);
  const start = path.join(__dirname, "start.py");
  const words = [suffix, process.env.INPUT_COMMAND || "post-ci", process.env.INPUT_ARGS || "", ...folders];
  const stdio = ["ignore", "inherit", "inherit", ...(suffix ? ["pipe"] : [])];
  const options = { cwd, env: forHygiene(), stdio, windowsHide: true };
  let child;
  try {
    child = spawn(python, [...ISOLATED, "-X", "utf8", start, ...words], options);
  } catch (error) {
    return suffix ? otherwise() : fail(USAGE, `${python} could not be started: ${error.message}.`);
  }
  const stop = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, stop);
  let [started, failure] = [!suffix, undefined];
  child.stdio[3]?.on("data", () => (started = true));
  child.on("error", (error) => (failure = `${python} could not be started: ${error.message}.`));
  child.on("close", (code, signal) => {
    if (!started && !signal) {
      for (const name of SIGNALS) process.off(name, stop);
      otherwise();
    } else if (failure) fail(USAGE, failure);
    else finish(code ?? 128 + os.constants.signals[signal]);
  });
}

/** Run hygiene with an interpreter of this machine. `probed`: start each interpreter first to ask what it is. */
function start(probed) {
  const found = interpreters(probed);
  const bundled = found.find((python) => python.bundled);
  if (bundled) return run(bundled.executable, [BUNDLE], bundled.suffix, () => start(true));
  const ready = install(found);
  if (ready) run(ready.python, ready.folders);
}

start(false);
