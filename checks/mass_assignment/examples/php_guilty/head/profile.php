<?php
function settings(): string {
    $admin = false;
    extract($_POST);
    return $admin ? "all" : "some";
}

class ProfileController {
    public function store(Request $request) {
        return User::create($request->all());
    }

    public function update(Request $request, User $user) {
        $user->update($request->all());
    }
}
