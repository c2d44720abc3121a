"""Workflow files → check-run names, the way GitHub shows them.

nodes       YAML text → nodes with positions, bounded
values      what an expression may be worth, unknown included
expression  ``${{ … }}`` → value
functions   the functions an expression may call
matrix      ``strategy.matrix`` → one leg per job that GitHub starts
jobs        nodes → Workflow and its jobs
calls       reusable workflows: who calls whom, with which inputs
names       Workflow → names
"""
