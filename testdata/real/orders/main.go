// Command orders keeps orders in MySQL.
//
//	orders add CUSTOMER ARTICLE | ship ID
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
)

func main() {
	ctx := context.Background()
	if len(os.Args) < 3 {
		log.Fatal("usage: orders add CUSTOMER ARTICLE | ship ID")
	}
	db, err := sql.Open("mysql", os.Getenv("ORDERS_DSN"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	switch os.Args[1] {
	case "add":
		err = add(ctx, db, os.Args[2], os.Args[len(os.Args)-1])
	case "ship":
		err = ship(ctx, db, os.Args[2])
	default:
		err = fmt.Errorf("unknown command %s", os.Args[1])
	}
	if err != nil {
		log.Fatal(err)
	}
}
