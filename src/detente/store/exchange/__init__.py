"""Event data in the forms that other systems have: in and out."""
