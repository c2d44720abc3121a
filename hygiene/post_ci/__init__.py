"""The main job: one event in, one status comment and the trackers up to date."""
