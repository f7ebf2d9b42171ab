"""What tables state: self-evaluation forms, base data, accounts tables, and any table with a total."""
