// Command clouds deletes networks of one cloud, and assumes roles of another.
package main

func main() {}
