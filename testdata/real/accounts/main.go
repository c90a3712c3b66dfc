// Command accounts keeps accounts in PostgreSQL, and moves money between them.
//
//	accounts open NAME | move FROM TO AMOUNT | report
//
// It uses pgx for what it writes, and database/sql with lib/pq for reports.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"

	"github.com/jackc/pgx/v5/pgxpool"
)

func main() {
	ctx := context.Background()
	if len(os.Args) < 2 {
		log.Fatal("usage: accounts open NAME | move FROM TO AMOUNT | report")
	}
	pool, err := connect(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	if err := command(ctx, pool, os.Args[1], os.Args[2:]); err != nil {
		log.Fatal(err)
	}
}

func command(ctx context.Context, pool *pgxpool.Pool, name string, args []string) error {
	switch {
	case name == "open" && len(args) == 1:
		if err := migrate(ctx, pool); err != nil {
			return err
		}
		return open(ctx, pool, args[0])
	case name == "move" && len(args) == 3:
		amount, err := strconv.Atoi(args[2])
		if err != nil {
			return fmt.Errorf("reading the amount: %w", err)
		}
		return move(ctx, pool, args[0], args[1], amount)
	case name == "report":
		return report(ctx, os.Getenv("REPORTS_URL"))
	}
	return fmt.Errorf("unknown command %s", name)
}
