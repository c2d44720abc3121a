"""Evidence without secrets and services: stories on the sandbox, their claims, and what is shown and kept of them.

Every story goes the way of ``post-ci`` (``hygiene.post_ci.run.post_ci``). What it claims is checked against what the
sandbox holds, never against what the program says about itself. Needs the extra ``sandbox``.
"""
