"""What a run did: the report, as text and as a plan with its differences."""
