"""Places of the world, offline: cities, airports, regions and nature, in both languages."""
