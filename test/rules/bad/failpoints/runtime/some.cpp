void f(System& system) {
  system.failpoints.hit("host.known");
  system.failpoints.hit("host.unknown");
}
