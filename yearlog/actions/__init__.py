"""Actions: one function per thing a user can do, shared by both front doors."""
