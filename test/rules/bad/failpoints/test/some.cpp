const char* names[] = {"host.known"};
