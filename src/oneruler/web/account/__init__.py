"""Sign-in and sign-out, and the own account."""
