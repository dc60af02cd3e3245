"""Message catalogues: one module per area and language, loaded when a message of it is asked for."""
