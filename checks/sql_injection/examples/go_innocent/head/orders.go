package orders

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

var columns = map[string]string{"date": "created_at", "total": "total"}

type Store struct {
	db   *sql.DB
	gorm *gorm.DB
}

func (s *Store) list(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.Query("SELECT * FROM orders WHERE customer = ?", r.URL.Query().Get("customer"))
	_, _ = rows, err
}

func (s *Store) one(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return
	}
	s.db.QueryRowContext(r.Context(), fmt.Sprintf("SELECT * FROM orders WHERE id = %d", id))
}

func (s *Store) sorted(c *gin.Context) {
	column, ok := columns[c.Query("sort")]
	if !ok {
		column = "created_at"
	}
	s.gorm.Where("customer = ?", c.Query("customer")).Order(column).Find(nil)
}

func (s *Store) directed(c *gin.Context) {
	direction := c.Query("direction")
	if direction != "asc" && direction != "desc" {
		c.Status(http.StatusBadRequest)
		return
	}
	s.gorm.Order("created_at " + direction).Find(nil)
}

func (s *Store) ByIDs(ctx context.Context, ids []any) (*sql.Rows, error) {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")
	return s.db.QueryContext(ctx, "SELECT * FROM orders WHERE id IN ("+marks+")", ids...)
}

func main() {
	db, _ := sql.Open("sqlite", "orders.db")
	db.Exec("DELETE FROM orders WHERE id = ?", os.Args[1])
}
