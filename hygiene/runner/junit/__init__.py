"""JUnit files, as the writers of many test frameworks produce them, reduced to what failed."""
