<?php
function settings(): string {
    $admin = false;
    extract(["theme" => $_POST["theme"] ?? "light"]);
    return $admin ? "all" : "some";
}

class ProfileController {
    public function store(Request $request) {
        return User::create($request->validate(["name" => "required|string", "mail" => "required|email"]));
    }

    public function update(Request $request, User $user) {
        $user->update($request->only(["name", "mail"]));
    }
}
