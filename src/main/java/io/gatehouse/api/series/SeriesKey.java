package io.gatehouse.api.series;

import java.util.Map;

/** A series as a line writes it, taken apart and without its escapes. */
record SeriesKey(String measurement, Map<String, String> tags) {}
