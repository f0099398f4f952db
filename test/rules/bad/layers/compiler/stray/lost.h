// of no layer
