package remember

import (
	"crypto/rand"
	"encoding/hex"
)

func remember() string {
	token := make([]byte, 16)
	rand.Read(token)
	return hex.EncodeToString(token)
}

func NewPassword() string {
	return rand.Text()
}
