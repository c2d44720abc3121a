"""Programs that do what one run of hygiene does with sequential requests to the REST API, as such steps are written."""
