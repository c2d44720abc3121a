"""``hygiene demo`` and ``hygiene drill``: simulated failures in the sandbox, without a token and without a network.

Each scenario runs the same code as ``hygiene post-ci``. Its claims are checked against the content of the sandbox, not
against what hygiene reports. Needs the extra ``sandbox``.
"""
