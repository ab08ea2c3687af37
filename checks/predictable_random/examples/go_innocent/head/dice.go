package remember

import (
	"math/rand"
	"time"
)

func wait(attempt int) {
	time.Sleep(time.Duration(rand.Intn(attempt)) * time.Second)
}
