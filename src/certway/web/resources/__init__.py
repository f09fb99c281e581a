"""Resources: what helps on the way to a credential and after it."""
