"""Study: what is remembered, and what an answer says about it."""
