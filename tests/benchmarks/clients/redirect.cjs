// For a program that asks https://api.github.com whatever GITHUB_API_URL says: `node --require redirect.cjs PROGRAM` sends
// its requests to GITHUB_API_URL instead.
const http = require("node:http");
const https = require("node:https");

const target = new URL(process.env.GITHUB_API_URL);
const original = https.request;
https.request = (first, ...rest) => {
  const asked = typeof first === "string" ? new URL(first) : first;
  if (asked.hostname !== "api.github.com" && asked.host !== "api.github.com") return original(first, ...rest);
  const [second, ...others] = rest;
  const options = typeof second === "object" ? { ...asked, ...second } : { ...asked };
  const place = { protocol: "http:", hostname: target.hostname, host: target.hostname, port: target.port };
  const path = asked.path ?? `${asked.pathname}${asked.search}`;
  const { method, headers } = options;
  return http.request({ ...place, path, method, headers }, ...(typeof second === "object" ? others : rest));
};
