"""Why does it not work? Facts are collected once, checks are pure functions over them, and each shows the correction.

check          one row: pass, warn or fail, what was found, what to do
facts          everything that was found out
collect        files, environment and host → facts
token          the kind of token, and what each missing permission costs
event          which event triggered the run, and whether from a fork
configuration  hygiene.toml, and its audit
workflow       the workflow that runs hygiene: its trigger, its concurrency, its permissions
host           reachable, schema, rate limit, clock
report         rows as a table and as JSON
questions      what the probe asks, and its result
probe          what only writing shows, in a repository that is confirmed by its name
removal        the probe's own objects, and their removal
probe_report   the probe's result as JSON and as a page
"""
