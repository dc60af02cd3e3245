"""Each promise about the journal, tried until it breaks, beside a variant that must break."""
