"""Budget, the project ledger, payments and their returns."""
