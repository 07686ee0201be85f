"""What a plan is, whatever it came from and wherever it goes."""
