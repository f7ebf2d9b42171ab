"""What sentences state: sums, shares, growth, execution, differences, percentage points."""
