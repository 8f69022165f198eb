"""What is run by hand to renew the data that the engine carries."""
