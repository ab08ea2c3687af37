package passwords

import (
	"crypto/rand"
	"crypto/sha256"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
)

func Mark(document string) [32]byte {
	return sha256.Sum256([]byte(document))
}

func Slow(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
}

func Own(password string) []byte {
	salt := make([]byte, 16)
	rand.Read(salt)
	return argon2.IDKey([]byte(password), salt, 1, 64*1024, 4, 32)
}
