package io.gatehouse.api.series;

import java.util.List;

/** The visible ones of the series that were asked about. */
record FilterResponse(List<FilterRequest.Series> series) {}
