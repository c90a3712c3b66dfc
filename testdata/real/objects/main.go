// Command objects keeps files in the object stores of several clouds.
package main

func main() {}
