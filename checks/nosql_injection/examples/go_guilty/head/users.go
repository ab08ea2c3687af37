package users

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
)

type Users struct{ all *mongo.Collection }

func (u *Users) adults(c *gin.Context) {
	u.all.Find(c, bson.M{"$where": "this.age > " + c.Query("age")})
}

func (u *Users) login(w http.ResponseWriter, r *http.Request) {
	var filter map[string]interface{}
	if err := json.NewDecoder(r.Body).Decode(&filter); err != nil {
		return
	}
	u.all.FindOne(r.Context(), filter)
}
