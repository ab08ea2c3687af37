package signup

import "log"

func signup(name, password string) {
	log.Printf("new account %q, password of %d letters", name, len(password))
}
