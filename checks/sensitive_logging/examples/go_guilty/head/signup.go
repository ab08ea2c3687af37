package signup

import "log"

func signup(name, password string) {
	log.Printf("new account %s with %s", name, password)
}
