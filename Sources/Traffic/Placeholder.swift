package enum PlaceholderTraffic {}
