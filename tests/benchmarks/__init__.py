"""The pieces of the benchmarks that can be held without running them."""
