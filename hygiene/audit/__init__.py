"""Job names: predicted from workflow files and compared with the configuration and with what reported."""
