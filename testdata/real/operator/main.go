// Command operator keeps widgets in a Kubernetes cluster, their containers, files and connections.
package main

func main() {}
