"""Forms of data that are no web page: calendars, schedules in JSON and XML, YAML."""
