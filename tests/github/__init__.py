"""Tests of the package that uses GitHub's API."""
