"""Message catalogues: one module per area and language, loaded when first asked for."""
