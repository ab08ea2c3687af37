package amount

import "strconv"

func Amount(text string) (int32, error) {
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, err
	}
	return int32(number), nil
}
