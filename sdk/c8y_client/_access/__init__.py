"""Who is who: credentials, tokens, logins, and where they are found."""
