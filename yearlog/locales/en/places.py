"""What kinds of places are called, in English."""

MESSAGES = {
    "kind_city": "city",
    "kind_airport": "airport",
    "kind_admin1": "state or province",
    "kind_region": "region",
    "kind_country": "country or territory",
    "kind_island": "island",
    "kind_mountain": "mountain",
    "kind_lake": "lake",
    "kind_park": "park",
    "kind_ski": "ski area",
    "kind_site": "site",
}
