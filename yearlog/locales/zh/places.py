"""What kinds of places are called, in Chinese."""

MESSAGES = {
    "kind_city": "城市",
    "kind_airport": "机场",
    "kind_admin1": "省州",
    "kind_region": "地区",
    "kind_country": "国家和地区",
    "kind_island": "岛屿",
    "kind_mountain": "山",
    "kind_lake": "湖",
    "kind_park": "公园",
    "kind_ski": "滑雪场",
    "kind_site": "地点",
}
