package remember

import (
	"math/rand"
	"strconv"
)

const letters = "abcdefghijklmnopqrstuvwxyz"

func remember() string {
	token := strconv.Itoa(rand.Intn(1000000))
	return token
}

func NewPassword(length int) string {
	text := make([]byte, length)
	for i := range text {
		text[i] = letters[rand.Intn(len(letters))]
	}
	return string(text)
}
