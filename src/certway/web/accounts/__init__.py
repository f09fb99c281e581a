"""Accounts: signing up and in, passkeys, the second step, sessions. The flows are django-allauth's, the pages ours."""
