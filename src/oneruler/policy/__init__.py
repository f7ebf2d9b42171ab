"""What is owed under the rules? Policies as data, one language, one tree, read by the scalar engine with every step shown."""
